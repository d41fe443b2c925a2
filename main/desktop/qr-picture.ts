/** A QR code as an SVG in a `data:` URL, which the page's policy allows for images. Black on white in every theme. */
export async function qrPicture(text: string): Promise<string> {
  // Loaded when the first one is wanted: it would cost every start.
  const { toString } = await import('qrcode');
  const svg = await toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
