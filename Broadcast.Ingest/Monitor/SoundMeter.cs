namespace Broadcast.Ingest.Monitor;

/// <summary>Measures the last second of sound, by square mean (RMS) and by peak, in dBFS: 0 is full scale. One caller.</summary>
internal sealed class SoundMeter
{
    /// <summary>Stands for digital silence, which has no level: the lowest level of 16 bits, in dBFS.</summary>
    public const double Floor = -96;

    private const int Blocks = 10;
    private readonly Queue<(double Squares, int Peak, int Samples)> _blocks = new(Blocks);

    /// <summary>RMS level of the last second in dBFS; null before the first sample.</summary>
    public double? Level { get; private set; }

    /// <summary>The loudest sample of the last second in dBFS; null before the first sample.</summary>
    public double? Peak { get; private set; }

    /// <param name="samples">A tenth of a second, 16 bits.</param>
    public void Accept(ReadOnlySpan<short> samples)
    {
        if (samples.IsEmpty)
            return;

        double squares = 0;
        var peak = 0;
        foreach (var sample in samples)
        {
            squares += (double)sample * sample;
            peak = Math.Max(peak, Math.Abs((int)sample));
        }

        if (_blocks.Count == Blocks)
            _blocks.Dequeue();
        _blocks.Enqueue((squares, peak, samples.Length));
        Level = Decibels(Math.Sqrt(_blocks.Sum(block => block.Squares) / _blocks.Sum(block => block.Samples)));
        Peak = Decibels(_blocks.Max(block => block.Peak));
    }

    public void Forget()
    {
        _blocks.Clear();
        Level = null;
        Peak = null;
    }

    private static double Decibels(double amplitude) => amplitude <= 0 ? Floor : Math.Max(Floor, 20 * Math.Log10(amplitude / 32768));
}
