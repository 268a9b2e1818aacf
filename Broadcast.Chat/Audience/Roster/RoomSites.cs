using System.Runtime.InteropServices;
using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Audience.Roster;

/// <summary>
/// The village sites in a room on this node, and what Redis has not been told of them. Hub calls enter and leave, the roster's beat takes;
/// one lock guards all of it. There are never more than sites with a ticket.
/// </summary>
internal sealed class RoomSites(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SiteId, Stay> _here = [];
    private readonly Dictionary<SiteId, SiteWord> _left = [];

    public int Here
    {
        get
        {
            lock (_gate)
                return _here.Count;
        }
    }

    public void Enter(SiteCard card)
    {
        lock (_gate)
        {
            _left.Remove(card.Id);
            ref var stay = ref CollectionsMarshal.GetValueRefOrAddDefault(_here, card.Id, out var known);
            if (!known)
                stay = new Stay(new SiteWord(card, SiteState.Came));
            stay!.Connections++;
        }
    }

    public void Leave(SiteCard card)
    {
        lock (_gate)
        {
            if (!_here.TryGetValue(card.Id, out var stay) || --stay.Connections > 0)
                return;

            _here.Remove(card.Id);
            _left[card.Id] = new SiteWord(card, SiteState.Left);
        }
    }

    /// <summary>What is to be told now: who came, who left, and who stays and was last told of <paramref name="every"/> ago.</summary>
    public IReadOnlyList<SiteWord> Due(TimeSpan every)
    {
        lock (_gate)
            return [.. _left.Values, .. _here.Values.Where(stay => stay.ToldAt is not { } told || time.GetElapsedTime(told) >= every).Select(stay => stay.Word)];
    }

    /// <summary>Everybody leaves, because the node does.</summary>
    public IReadOnlyList<SiteWord> Farewell()
    {
        lock (_gate)
            return [.. _left.Values, .. _here.Values.Select(stay => stay.Word with { State = SiteState.Left })];
    }

    /// <summary>They were told, but for those in <paramref name="unknown"/>, who must come once more.</summary>
    public void Told(IEnumerable<SiteWord> words, IReadOnlySet<SiteId> unknown)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            foreach (var word in words)
            {
                // Whoever came or went meanwhile has another word, which is still to be told.
                if (_left.TryGetValue(word.Card.Id, out var left) && ReferenceEquals(left, word))
                    _left.Remove(word.Card.Id);
                if (!_here.TryGetValue(word.Card.Id, out var stay) || !ReferenceEquals(stay.Word, word))
                    continue;

                stay.Word = new SiteWord(word.Card, unknown.Contains(word.Card.Id) ? SiteState.Came : SiteState.Here);
                stay.ToldAt = stay.Word.State == SiteState.Here ? now : null;
            }
        }
    }

    private sealed class Stay(SiteWord word)
    {
        public SiteWord Word { get; set; } = word;

        public int Connections { get; set; }

        public long? ToldAt { get; set; }
    }
}

/// <summary>What is told of a site. Compared by reference where it matters whether it is the same telling.</summary>
internal sealed record SiteWord(SiteCard Card, SiteState State);

internal enum SiteState
{
    Came,
    Here,
    Left,
}
