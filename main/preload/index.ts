import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import { channels } from '../../shared/ipc/channels.ts';
import type { VisitView } from '../../shared/visit/view.ts';

const bridge: Bridge = {
  terminal: () => ipcRenderer.invoke(channels.terminal),
  content: () => ipcRenderer.invoke(channels.content),
  printSlip: () => ipcRenderer.invoke(channels.printSlip),
  view: () => ipcRenderer.invoke(channels.view),
  send: (sent) => ipcRenderer.send(channels.send, sent),
  painted: (painted) => ipcRenderer.send(channels.painted, painted),
  alive: () => ipcRenderer.send(channels.alive),
  onView: (listener) => {
    // The event object stays here: it carries the way back into Electron.
    const hear = (_event: unknown, view: VisitView): void => listener(view);
    ipcRenderer.on(channels.viewChanged, hear);
    return () => ipcRenderer.off(channels.viewChanged, hear);
  },
};

contextBridge.exposeInMainWorld('tiepdan', bridge);
