namespace Broadcast.Api.Demo.Scenes;

/// <summary>
/// The length of a scene's film. It is repeated without decoding, so its end must meet its beginning in both tracks: 400 frames of 1/25 s last
/// as long as 750 AAC frames of 1024/48000 s, and as eight GOPs of 2 s.
/// </summary>
internal static class Loop
{
    public const int Seconds = 16;
    public const int FrameRate = 25;
    public const int Frames = Seconds * FrameRate;

    /// <summary>Frames from one key frame to the next.</summary>
    public const int Gop = 2 * FrameRate;

    public const int SampleRate = 48_000;
    public const int AacFrame = 1024;
    public const int AacFrames = Seconds * SampleRate / AacFrame;

    /// <summary>Samples of each sound channel.</summary>
    public const int Samples = Seconds * SampleRate;
}

/// <summary>
/// A moment of the loop. Whatever moves is made of whole turns a loop, and is therefore at its end where it was at its beginning.
/// </summary>
/// <param name="Position">From 0, the beginning, to 1, the end.</param>
internal readonly record struct LoopTime(double Position)
{
    public static LoopTime OfFrame(int frame) => new((double)frame / Loop.Frames);

    /// <summary>From -1 to 1, so many times a loop.</summary>
    public float Wave(int times, double phase = 0) => (float)Math.Sin(Math.Tau * Turn(times, phase));

    /// <summary>From 0 to below 1, so many times a loop.</summary>
    public float Run(int times, double phase = 0) => (float)Turn(times, phase);

    /// <summary>The part of a turn alone, so that whole turns leave no trace of rounding.</summary>
    private double Turn(int times, double phase)
    {
        var turns = times * Position + phase;
        return turns - Math.Floor(turns);
    }
}
