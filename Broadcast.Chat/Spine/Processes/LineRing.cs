using System.Text;

namespace Broadcast.Chat.Spine.Processes;

/// <summary>The last lines of a process, bounded in number and length. Any thread may write or read.</summary>
internal sealed class LineRing(int count, int length, Action<string>? onLine)
{
    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new(count);

    public IReadOnlyList<string> Snapshot()
    {
        lock (_gate)
            return [.. _lines];
    }

    /// <summary>Reads to the end of the stream. Longer lines are cut; '\r' ends a line as well, as in FFmpeg's progress.</summary>
    public async Task FillAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        var line = new byte[length];
        var filled = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            foreach (var value in buffer.AsSpan(0, read))
            {
                if (value is (byte)'\n' or (byte)'\r')
                {
                    Add(line.AsSpan(0, filled));
                    filled = 0;
                }
                else if (filled < length)
                {
                    line[filled++] = value;
                }
            }
        }

        Add(line.AsSpan(0, filled));
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;

        var line = Encoding.UTF8.GetString(bytes);
        lock (_gate)
        {
            if (_lines.Count == count)
                _lines.Dequeue();
            _lines.Enqueue(line);
        }

        onLine?.Invoke(line);
    }
}
