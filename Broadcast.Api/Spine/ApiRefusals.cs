using System.Diagnostics.Metrics;
using System.Net;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Refusals;

namespace Broadcast.Api.Spine;

/// <summary>Counts and notes whom the calls without a token refuse: who guesses, and who asks too often.</summary>
internal sealed class ApiRefusals(ApiMeter meter, RefusalLog log)
{
    private readonly Counter<long> _refused = meter.Counter("livefestival.api.refused", "Sign-ins and tickets refused, by code.");

    /// <param name="address">Who was refused.</param>
    /// <param name="door">Where, for the log: one of a fixed set.</param>
    /// <param name="error">Why.</param>
    /// <returns>The same error.</returns>
    public Error Refuse(IPAddress? address, string door, Error error)
    {
        _refused.Add(1, new KeyValuePair<string, object?>("code", error.Code));
        log.Note(address, door, error.Code);
        return error;
    }
}
