using Broadcast.Api.Data;

namespace Broadcast.Api.Keys;

/// <summary>A table of values that the root key has sealed: when the root key is replaced, they are sealed again, in one transaction.</summary>
internal interface IRootSealed
{
    /// <summary>Opens each value and seals it with the present root key; saved by the caller.</summary>
    Task SealAgainAsync(FestivalDb database, RootKey root, CancellationToken cancellation);
}
