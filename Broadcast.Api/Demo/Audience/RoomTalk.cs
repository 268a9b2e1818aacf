namespace Broadcast.Api.Demo.Audience;

/// <summary>What was said in a room lately, so that its viewers do not repeat each other. Any thread may call.</summary>
internal sealed class RoomTalk
{
    private const int Remembered = 24;
    private const int Tries = 8;

    private readonly Lock _gate = new();
    private readonly Queue<string> _said = new();

    /// <summary>One of the lines, if possible one that was not said lately.</summary>
    public string Choose(IReadOnlyList<string> lines, Dice dice)
    {
        lock (_gate)
        {
            var line = dice.Of(lines);
            for (var i = 0; i < Tries && _said.Contains(line, StringComparer.Ordinal); i++)
                line = dice.Of(lines);
            _said.Enqueue(line);
            if (_said.Count > Remembered)
                _said.Dequeue();
            return line;
        }
    }
}
