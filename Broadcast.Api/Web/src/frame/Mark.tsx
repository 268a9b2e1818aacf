/** The festival's mark: sun over terraces, as a seal. */
export function Mark({ size = 36 }: { size?: number }) {
  return (
    <svg class="mark" viewBox="0 0 48 48" width={size} height={size} aria-hidden="true">
      <circle cx="24" cy="24" r="23" class="mark-ground" />
      <circle cx="24" cy="17.5" r="6.5" class="mark-sun" />
      <g class="mark-field">
        <path d="M5 28.5c7-5 12.5-4.5 19-1s13 3.2 19-.8" />
        <path d="M6.5 34.5c7-4.5 11.5-3.8 17.5-.8s12 2.600 17.5-.7" />
        <path d="M11.5 40.3c5-2.8 8.5-2.2 12.5-.3s8.5 1.8 12.5 0" />
      </g>
    </svg>
  );
}
