using Broadcast.Chat.Spine.Leases;

namespace Broadcast.Chat.Tests.Outcomes;

/// <summary>The leases of one festival, as Api's database has them: each is with the node that asked first, until that ends or a test moves it.</summary>
internal sealed class LeaseDesk
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (object? Holder, long Number)> _held = new(StringComparer.Ordinal);

    /// <summary>Nodes that have ended; a loop of one that was killed may still ask.</summary>
    private readonly HashSet<object> _ended = [];

    /// <summary>Another process, of which nothing more is heard, takes a lease, whoever has it.</summary>
    public Lease TakeAway(string name)
    {
        lock (_gate)
        {
            var number = _held.GetValueOrDefault(name).Number + 1;
            _held[name] = (this, number);
            return new Lease(name, number);
        }
    }

    /// <summary>Lets a node take it again.</summary>
    public void GiveBack(string name)
    {
        lock (_gate)
            _held[name] = (null, _held[name].Number);
    }

    private Lease? Hold(string name, object node)
    {
        lock (_gate)
        {
            var (holder, number) = _held.GetValueOrDefault(name);
            if (holder is null && !_ended.Contains(node))
                _held[name] = (holder, number) = (node, number + 1);
            return holder == node ? new Lease(name, number) : null;
        }
    }

    private void End(object node)
    {
        lock (_gate)
        {
            _ended.Add(node);
            foreach (var (name, (_, number)) in _held.Where(one => one.Value.Holder == node).ToList())
                _held[name] = (null, number);
        }
    }

    /// <summary>The leases of one node, which end with it.</summary>
    internal sealed class Node(LeaseDesk desk) : ILeases, IDisposable
    {
        public async Task<bool> UnderAsync(string name, Func<Lease, Task> work, CancellationToken cancellation)
        {
            if (desk.Hold(name, this) is not { } lease)
                return false;

            try
            {
                await work(lease);
                return true;
            }
            catch (LeaseRefusedException refused) when (refused.Lease == lease)
            {
                return false;
            }
        }

        public void Dispose() => desk.End(this);
    }
}
