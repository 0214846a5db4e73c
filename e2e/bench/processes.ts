import { readdirSync, readFileSync } from 'node:fs';

/** Kernel clock ticks per second; 100 on every Linux that Electron runs on. */
const ticksPerSecond = 100;

interface ProcessFigures {
  parent: number;
  cpuSeconds: number;
  residentBytes: number;
}

/** Sum over a process and everything it started: resident memory (bytes, shared pages counted each time) and CPU (s). */
export function treeFigures(root: number): { processes: number; residentBytes: number; cpuSeconds: number } {
  const all = new Map<number, ProcessFigures>();
  for (const name of readdirSync('/proc')) {
    const figures = /^\d+$/.test(name) ? readFigures(Number(name)) : null;
    if (figures !== null) all.set(Number(name), figures);
  }
  const within = (pid: number): boolean => {
    const parent = all.get(pid)?.parent;
    return pid === root || (parent !== undefined && parent > 1 && within(parent));
  };
  const ours = [...all].filter(([pid]) => within(pid)).map(([, figures]) => figures);
  return {
    processes: ours.length,
    residentBytes: ours.reduce((sum, figures) => sum + figures.residentBytes, 0),
    cpuSeconds: ours.reduce((sum, figures) => sum + figures.cpuSeconds, 0),
  };
}

/** Null when the process ended between the directory listing and the look. */
function readFigures(pid: number): ProcessFigures | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name may hold blanks and brackets; the fields are counted from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return {
      parent: Number(fields[1]),
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
      residentBytes: Number(resident ?? 0) * 1024,
    };
  } catch {
    return null;
  }
}
