/** A QR code that the server has drawn. As a picture it cannot carry a script. */
export function QrCode({ svg, label }: { svg: string; label: string }) {
  return <img class="qr-code" alt={label} src={`data:image/svg+xml,${encodeURIComponent(svg)}`} data-testid="qr" />;
}
