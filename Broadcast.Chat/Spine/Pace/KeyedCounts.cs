using System.Collections.Concurrent;

namespace Broadcast.Chat.Spine.Pace;

/// <summary>
/// How much each of many keys, such as addresses or people, holds at a time. Remembers only keys that hold something. Any thread may call.
/// </summary>
internal sealed class KeyedCounts<TKey>(int most) where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, int> _held = [];

    /// <summary>False when the key holds as much as is allowed; else <see cref="Leave"/> must follow.</summary>
    public bool TryEnter(TKey key)
    {
        if (_held.AddOrUpdate(key, 1, (_, held) => held + 1) <= most)
            return true;

        Leave(key);
        return false;
    }

    public void Leave(TKey key)
    {
        while (_held.TryGetValue(key, out var held))
        {
            if (held > 1 ? _held.TryUpdate(key, held - 1, held) : _held.TryRemove(new KeyValuePair<TKey, int>(key, held)))
                return;
        }
    }
}
