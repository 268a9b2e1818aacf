/** A whole command line: a film in a loop, as H.264 with a keyframe each two seconds and stereo AAC. */
export const ffmpegCommand = (server: string, key: string): string =>
  `ffmpeg -re -stream_loop -1 -i film.mp4 -c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -r 30 -g 60 -b:v 2500k -maxrate 2500k -bufsize 5000k -c:a aac -b:a 128k -ac 2 -f flv '${server}/${key}'`;
