import type Hls from 'hls.js/light';

/** The state of buffer, picture and playlist, in seconds of media time. */
export interface BufferState {
  bufferStart: number;
  position: number;
  bufferEnd: number;
  /** Where the newest media that could be loaded ends. */
  listedEnd: number;
  loading: boolean;
}

/** Less than this (seconds) beyond the buffer is a rounding error of the playlist, not media. */
const rounding = 0.1;

/** Whether there is something to load beyond the buffer. */
export const moreListed = ({ bufferEnd, listedEnd }: Pick<BufferState, 'bufferEnd' | 'listedEnd'>): boolean => listedEnd - bufferEnd >= rounding;

export function bufferState(hls: Hls, video: HTMLVideoElement): BufferState {
  const forward = hls.mainForwardBufferInfo;
  const details = hls.latestLevelDetails;
  return {
    bufferStart: video.buffered.length > 0 ? video.buffered.start(0) : 0,
    position: video.currentTime,
    bufferEnd: forward?.end ?? video.currentTime,
    listedEnd: details === null ? 0 : hls.lowLatencyMode ? details.partEnd : details.fragmentEnd,
    loading: hls.inFlightFragments.main.state !== 'IDLE',
  };
}
