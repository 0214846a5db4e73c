/** Between two looks, ms: a look takes about ten. */
const everyMs = 150;

/**
 * Looks through the camera until it sees a square code. The reader's code comes with the kiosk and asks no network; the
 * camera is closed whatever happens. Rejects when there is no camera, or it may not be used.
 */
export async function readFromCamera(video: HTMLVideoElement, signal: AbortSignal): Promise<string | null> {
  const [{ prepareZXingModule, readBarcodes }, { default: wasm }] = await Promise.all([
    import('zxing-wasm/reader'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ]);
  prepareZXingModule({ overrides: { locateFile: () => wasm } });
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  try {
    video.srcObject = stream;
    await video.play();
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    while (!signal.aborted && context !== null) {
      context.drawImage(video, 0, 0);
      const [found] = await readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), {
        formats: ['QRCode'],
        tryHarder: true,
      });
      if (found !== undefined && found.text !== '') return found.text;
      await new Promise((done) => setTimeout(done, everyMs));
    }
    return null;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}
