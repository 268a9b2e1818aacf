namespace Broadcast.Ingest.Channels;

/// <summary>
/// A channel's lock. A stage calls its relays while it holds its own gate, so a stage's gate is always entered before a relay's. Each
/// entry is checked, to rule out deadlocks: a thread that holds a relay's gate cannot enter a stage's, nor a second gate of one kind.
/// </summary>
internal sealed class ChannelGate(ChannelKind kind)
{
    private const int None = -1;

    /// <summary>The kind of the innermost gate that this thread holds, counted from 1; 0 when it holds none.</summary>
    [ThreadStatic]
    private static int _held;

    private readonly Lock _lock = new();

    /// <summary>Enters the gate; disposing the entry leaves it. A thread may enter again a gate that it holds.</summary>
    /// <exception cref="InvalidOperationException">The thread holds another gate of this kind, or of a later one: a bug.</exception>
    public Entry Enter()
    {
        if (_lock.IsHeldByCurrentThread)
        {
            _lock.Enter();
            return new Entry(_lock, None);
        }

        var rank = (int)kind + 1;
        if (_held >= rank)
            throw new InvalidOperationException(
                $"A {kind} gate is entered while a {(ChannelKind)(_held - 1)} gate is held: enter one stage's gate, then one relay's.");

        _lock.Enter();
        var before = _held;
        _held = rank;
        return new Entry(_lock, before);
    }

    /// <summary>One entry. The thread that entered must dispose it.</summary>
    internal readonly ref struct Entry(Lock entered, int before)
    {
        public void Dispose()
        {
            if (before != None)
                _held = before;
            entered.Exit();
        }
    }
}
