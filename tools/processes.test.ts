import { describe, expect, test } from 'vitest';
import { run } from './processes.mjs';

const node = (script: string) => run(process.execPath, ['-e', script], { quiet: true });

describe('run', () => {
  test('gives back the exit code and everything that was written', async () => {
    expect(await node("console.log('một'); console.error('hai'); process.exit(7)")).toEqual({
      code: 7,
      output: expect.stringMatching(/^(một\nhai|hai\nmột)\n$/),
    });
  });

  test('a program that is not there is code 127, with the reason', async () => {
    const { code, output } = await run('no-such-program-here', [], { quiet: true });
    expect(code).toBe(127);
    expect(output).toContain('ENOENT');
  });

  test('a program ended by a signal is 128 and its number, as in a shell', async () => {
    expect((await node("process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 10000)")).code).toBe(143);
  });
});
