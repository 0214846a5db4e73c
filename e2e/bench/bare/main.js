// The floor: the least an Electron program can do on this runtime. One window of the kiosk's size, an empty page.
const { app, BrowserWindow } = require('electron');

app.enableSandbox();
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1080, height: 1920, frame: false, show: true });
  window.once('ready-to-show', () => process.stdout.write('Ready\n'));
  window.loadFile('index.html');
});
process.on('SIGTERM', () => app.exit(0));
