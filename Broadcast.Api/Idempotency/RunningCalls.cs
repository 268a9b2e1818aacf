using System.Collections.Concurrent;

namespace Broadcast.Api.Idempotency;

/// <summary>
/// The calls with a key that this process works on: the same one is told so at once. What another process works on is known by its row, for
/// which the database makes the second one wait. Any thread may call.
/// </summary>
internal sealed class RunningCalls
{
    private readonly ConcurrentDictionary<string, bool> _running = new(StringComparer.Ordinal);

    /// <summary>False when the call is running; else <see cref="End"/> must follow.</summary>
    public bool TryBegin(string id) => _running.TryAdd(id, true);

    public void End(string id) => _running.TryRemove(id, out _);
}
