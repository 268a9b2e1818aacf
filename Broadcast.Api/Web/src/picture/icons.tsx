import type { ComponentChildren } from 'preact';

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      {children}
    </svg>
  );
}

export const PlayIcon = () => <Icon><path d="M8 5l11 7-11 7V5Z" fill="currentColor" /></Icon>;
export const PauseIcon = () => <Icon><path d="M8 5v14M16 5v14" stroke-width="3.5" /></Icon>;
export const SoundIcon = () => <Icon><path d="M4 9v6h4l5 4V5L8 9H4Zm12.5 0a4.2 4.2 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11" /></Icon>;
export const SoundOffIcon = () => <Icon><path d="M4 9v6h4l5 4V5L8 9H4Zm12 0l5 6m0-6l-5 6" /></Icon>;
export const FullscreenIcon = () => <Icon><path d="M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5" /></Icon>;
export const EyeIcon = () => <Icon><path d="M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12Z" /><circle cx="12" cy="12" r="3" /></Icon>;
export const HeartIcon = () => <Icon><path d="M12 20S3.5 14.5 3.5 8.8A4.6 4.6 0 0 1 12 6.3a4.6 4.6 0 0 1 8.5 2.5C20.5 14.5 12 20 12 20Z" fill="currentColor" /></Icon>;
export const SendIcon = () => <Icon><path d="M4 12l16-7-6 15-3-6-7-2Z" /></Icon>;
export const FoldIcon = () => <Icon><path d="M6 9l6 6 6-6" /></Icon>;
