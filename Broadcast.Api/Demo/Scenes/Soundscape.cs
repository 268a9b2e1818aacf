using System.Buffers.Binary;
using Broadcast.Api.Demo.Drawing;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>
/// The sound of a loop, made of noises and voices that are laid around a circle: what rings on at the end is heard at the beginning. Stereo,
/// 48 kHz. One thread uses it.
/// </summary>
internal sealed class Soundscape
{
    /// <summary>Of full scale, on average: -32 dB, for all scenes.</summary>
    private const double Level = 0.025;

    private readonly float[] _left = new float[Loop.Samples];
    private readonly float[] _right = new float[Loop.Samples];

    /// <summary>Wind, water or leaves: noise between two frequencies that swells so many times a loop.</summary>
    public Soundscape Noise(int seed, float low, float high, float gain, int swells)
    {
        Band(_left, seed, low, high, gain, swells, 0);
        Band(_right, seed + 1, low, high, gain, swells, 0.13f);
        return this;
    }

    /// <summary>
    /// A voice that glides from one frequency to another: a whistle with one overtone, a cluck or a quack with more.
    /// </summary>
    /// <param name="at">Seconds from the beginning.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="from">Hz.</param>
    /// <param name="to">Hz.</param>
    /// <param name="gain">Beside the other sounds of the scene.</param>
    /// <param name="pan">-1 is left, 1 right.</param>
    /// <param name="overtones">The strengths of the fundamental and of what is above it.</param>
    public Soundscape Voice(double at, double seconds, float from, float to, float gain, float pan, params ReadOnlySpan<float> overtones)
    {
        var (count, begin) = ((int)(seconds * Loop.SampleRate), (int)(at * Loop.SampleRate));
        var turns = 0.0;
        for (var i = 0; i < count; i++)
        {
            var age = (float)i / count;
            turns += (from + (to - from) * age) / Loop.SampleRate;
            var swell = MathF.Sin(MathF.PI * MathF.Sqrt(age));
            Add(begin + i, gain * swell * swell * Sum(turns, overtones), pan);
        }

        return this;
    }

    /// <summary>A string that is plucked and rings out.</summary>
    public Soundscape Pluck(double at, float frequency, float gain, float pan)
    {
        var begin = (int)(at * Loop.SampleRate);
        for (var i = 0; i < Loop.SampleRate * 3 / 2; i++)
        {
            var (seconds, value) = ((float)i / Loop.SampleRate, 0f);
            for (var overtone = 1; overtone <= 7; overtone++)
                value += MathF.Sin(MathF.Tau * frequency * overtone * 1.0004f * seconds) * MathF.Exp(-seconds * (2.2f + overtone * 1.6f)) / overtone;
            Add(begin + i, gain * value * MathF.Min(1, i / 90f), pan);
        }

        return this;
    }

    /// <summary>Wings: a low buzz that goes round from ear to ear. The frequency is rounded to whole waves a loop.</summary>
    public Soundscape Hum(float frequency, float gain, int times, float phase)
    {
        var waves = Math.Round(frequency * Loop.Seconds);
        for (var i = 0; i < Loop.Samples; i++)
        {
            var position = (double)i / Loop.Samples;
            var turn = Math.Tau * (times * position + phase);
            var near = 0.5f + 0.5f * (float)Math.Sin(turn);
            var turns = waves * position + 1.5 * Math.Sin(Math.Tau * (times * 3 * position + phase)) + 0.06 * Math.Sin(Math.Tau * 11 * Loop.Seconds * position);
            Add(i, gain * near * near * Sum(turns, [1, 0.7f, 0.5f, 0.35f, 0.2f, 0.1f]), (float)Math.Cos(turn) * 0.8f);
        }

        return this;
    }

    /// <summary>
    /// Samples of 16 bits, left and right in turn. They begin some AAC frames before the loop does and go on as long behind it, so that an encoder
    /// that has to settle has done so where the loop is cut out.
    /// </summary>
    public byte[] Pcm(int aroundInFrames)
    {
        var around = aroundInFrames * Loop.AacFrame;
        var gain = (float)(Level / Math.Sqrt((_left.Average(value => (double)value * value) + _right.Average(value => (double)value * value)) / 2));
        var bytes = new byte[(Loop.Samples + 2 * around) * 4];
        for (var i = 0; i < Loop.Samples + 2 * around; i++)
        {
            var at = Wrapped(i - around);
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * 4), Sample(_left[at] * gain));
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * 4 + 2), Sample(_right[at] * gain));
        }

        return bytes;
    }

    private static int Wrapped(int sample) => (sample % Loop.Samples + Loop.Samples) % Loop.Samples;

    /// <summary>Never above full scale: what is too loud is bent instead of cut.</summary>
    private static short Sample(float value) => (short)(MathF.Tanh(value) * 32_000);

    private static float Sum(double turns, ReadOnlySpan<float> overtones)
    {
        // The sine of each overtone follows from those of the two below it: sin((n + 1) x) = 2 cos x sin(n x) - sin((n - 1) x).
        var (sine, cosine) = Math.SinCos(Math.Tau * turns);
        var (below, value) = (0.0, 0.0);
        foreach (var overtone in overtones)
        {
            value += overtone * sine;
            (below, sine) = (sine, 2 * cosine * sine - below);
        }

        return (float)value;
    }

    private static void Band(float[] channel, int seed, float low, float high, float gain, int swells, float phase)
    {
        var (slow, fast) = (1 - MathF.Exp(-MathF.Tau * low / Loop.SampleRate), 1 - MathF.Exp(-MathF.Tau * high / Loop.SampleRate));
        var (below, first, second) = (0f, 0f, 0f);
        // A second before the beginning, so that the filters do not remember where the circle was begun.
        for (var i = -Loop.SampleRate; i < Loop.Samples; i++)
        {
            var at = Wrapped(i);
            first += fast * (Scatter.Between(seed, at, -1, 1) - first);
            second += fast * (first - second);
            below += slow * (second - below);
            if (i >= 0)
                channel[at] += gain * (second - below) * (0.65f + 0.35f * MathF.Sin(MathF.Tau * (swells * (float)at / Loop.Samples + phase)));
        }
    }

    private void Add(int sample, float value, float pan)
    {
        var at = Wrapped(sample);
        _left[at] += value * MathF.Min(1, 1 - pan);
        _right[at] += value * MathF.Min(1, 1 + pan);
    }
}
