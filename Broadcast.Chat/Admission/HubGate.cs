using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Pace;
using Broadcast.Chat.Spine.Refusals;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Admission;

/// <summary>
/// Limits the hub's connections, per second and at a time, before tokens are verified. A refused client is told to come again after a
/// random time, so that those refused together do not come back together.
/// </summary>
internal sealed class HubGate
{
    private const int LongestWait = 10;

    private readonly TokenBucket _bucket;
    private readonly AddressBuckets _addresses;
    private readonly AddressCounts _here;
    private readonly RefusalLog _refusals;
    private readonly int _most;
    private readonly Counter<long> _refused;
    private readonly Lock _gate = new();
    private int _count;
    private volatile bool _leaving;

    public HubGate(IOptions<AdmissionOptions> options, RefusalLog refusals, IMeterFactory meters, TimeProvider time)
    {
        _refusals = refusals;
        var chosen = options.Value;
        _bucket = new TokenBucket(chosen.PerSecond, chosen.Burst, time);
        _addresses = new AddressBuckets(chosen.PerAddress, time);
        _here = new AddressCounts(chosen.MostPerAddress);
        _most = chosen.Most > 0 ? chosen.Most : Math.Max(1, DescriptorLimit.Read() - chosen.Reserve);
        var meter = meters.Create(ChatMetrics.MeterName);
        _refused = meter.CreateCounter<long>("livefestival.chat.admission.refused", "{connection}", "Connections that were not let in, by code.");
        meter.CreateObservableGauge("livefestival.chat.admission.most", () => _most, "{connection}", "Connections that this node can hold.");
    }

    /// <summary>True once the node drains: nobody is let in any more.</summary>
    public bool Leaving => _leaving;

    /// <summary>Connections that were let in and have not left, also those that the hub does not know yet.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Close() => _leaving = true;

    /// <summary>Null when the connection is let in; then <see cref="Leave"/> must follow.</summary>
    public Error? Enter(IPAddress? address)
    {
        if (_leaving)
            return AdmissionErrors.Leaving;
        if (Interlocked.Increment(ref _count) > _most)
        {
            Interlocked.Decrement(ref _count);
            return AdmissionErrors.Full;
        }

        if (!_here.TryEnter(address))
        {
            Interlocked.Decrement(ref _count);
            return AdmissionErrors.Crowded;
        }

        // The address's own bucket first: an address that floods must not empty the bucket of all.
        if (_addresses.TryAcquire(address) && TryAcquire())
            return null;

        Leave(address);
        return AdmissionErrors.Busy;
    }

    public void Leave(IPAddress? address)
    {
        _here.Leave(address);
        Interlocked.Decrement(ref _count);
    }

    /// <summary>Counts and notes a refusal.</summary>
    /// <param name="address">Who is refused.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="door">Where, for the log.</param>
    public void Refuse(IPAddress? address, Error refusal, string door = "The hub")
    {
        _refused.Add(1, new KeyValuePair<string, object?>("code", refusal.Code));
        _refusals.Note(address, door, refusal.Code);
    }

    /// <summary>Counts and answers a refusal, with a random <c>Retry-After</c> of 1 to 10 seconds.</summary>
    public Task RefuseAsync(HttpContext context, Error refusal)
    {
        Refuse(context.Connection.RemoteIpAddress, refusal);
        context.Response.Headers.RetryAfter = RandomNumberGenerator.GetInt32(1, LongestWait + 1).ToString(CultureInfo.InvariantCulture);
        return refusal.ToProblem().ExecuteAsync(context);
    }

    private bool TryAcquire()
    {
        lock (_gate)
            return _bucket.TryAcquire();
    }
}
