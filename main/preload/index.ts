import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import { channels } from '../../shared/ipc/channels.ts';
import type { OfficerFace } from '../../shared/officer/face.ts';
import type { PortalFace } from '../../shared/portal/face.ts';
import type { VisitView } from '../../shared/visit/view.ts';

function listen<T>(channel: string, listener: (value: T) => void): () => void {
  // The event object stays here: it carries the way back into Electron.
  const hear = (_event: unknown, value: T): void => listener(value);
  ipcRenderer.on(channel, hear);
  return () => ipcRenderer.off(channel, hear);
}

const bridge: Bridge = {
  terminal: () => ipcRenderer.invoke(channels.terminal),
  content: () => ipcRenderer.invoke(channels.content),
  printSlip: () => ipcRenderer.invoke(channels.printSlip),
  sendWords: (text) => ipcRenderer.invoke(channels.sendWords, text),
  view: () => ipcRenderer.invoke(channels.view),
  send: (sent) => ipcRenderer.send(channels.send, sent),
  painted: (painted) => ipcRenderer.send(channels.painted, painted),
  portal: () => ipcRenderer.invoke(channels.portal),
  portalAct: (act) => ipcRenderer.send(channels.portalAct, act),
  officer: () => ipcRenderer.invoke(channels.officer),
  officerAct: (act) => ipcRenderer.send(channels.officerAct, act),
  alive: () => ipcRenderer.send(channels.alive),
  onView: (listener) => listen<VisitView>(channels.viewChanged, listener),
  onPortal: (listener) => listen<PortalFace>(channels.portalChanged, listener),
  onOfficer: (listener) => listen<OfficerFace>(channels.officerChanged, listener),
};

contextBridge.exposeInMainWorld('tiepdan', bridge);
