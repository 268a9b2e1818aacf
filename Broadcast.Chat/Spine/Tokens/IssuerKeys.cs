using System.Text.Json;
using Broadcast.Chat.Spine.Pace;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;

namespace Broadcast.Chat.Spine.Tokens;

/// <summary>
/// The public keys of one issuer, as its key set (RFC 7517) names them. The set is fetched when a token names a key that is not known, so
/// that the first token after a rotation is accepted. Anybody can make such a token up, so fetches are limited: some at once, later one in
/// half a minute. What was fetched stays in force while the issuer cannot be reached. Any thread may call.
/// </summary>
internal sealed partial class IssuerKeys(string address, IDocumentRetriever documents, TimeProvider time, ILogger logger)
{
    /// <summary>A set as old as this is fetched again, so that keys which the issuer has withdrawn are forgotten.</summary>
    private static readonly TimeSpan Lasting = TimeSpan.FromHours(12);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly TokenBucket _fetches = new(perSecond: 1.0 / 30, burst: 5, time);

    /// <summary>Fetches while no key is known yet: nobody can sign in, so it is tried more often.</summary>
    private readonly TokenBucket _firstFetches = new(perSecond: 1, burst: 5, time);

    private IReadOnlyList<SecurityKey> _keys = [];
    private Task _fetching = Task.CompletedTask;
    private long _fetchedAt;

    /// <summary>The keys of the set that was fetched last.</summary>
    public IReadOnlyList<SecurityKey> Known => Volatile.Read(ref _keys);

    /// <summary>Waits until the key is known, if the issuer publishes it and the limit allows to ask.</summary>
    /// <param name="keyId">The <c>kid</c> of a token, which nobody has verified yet.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task FindAsync(string? keyId, CancellationToken cancellation)
    {
        while (!Has(keyId))
        {
            var (fetching, began) = Begin();
            await fetching.WaitAsync(cancellation);
            // A fetch that another token began may be older than the key: then one of its own follows.
            if (began)
                break;
        }

        if (Known.Count > 0 && time.GetElapsedTime(Volatile.Read(ref _fetchedAt)) > Lasting)
            _ = Begin();
    }

    private bool Has(string? keyId) => Known is { Count: > 0 } keys && (string.IsNullOrEmpty(keyId) || keys.Any(key => key.KeyId == keyId));

    /// <summary>The fetch that is under way, or a new one; nothing to wait for when the limit does not allow one.</summary>
    private (Task Fetching, bool Began) Begin()
    {
        lock (_gate)
        {
            if (!_fetching.IsCompleted)
                return (_fetching, false);
            if ((Known.Count == 0 ? _firstFetches : _fetches).TryAcquire())
                _fetching = Task.Run(FetchAsync);
            return (_fetching, true);
        }
    }

    private async Task FetchAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            var set = new JsonWebKeySet(await documents.GetDocumentAsync(address, patience.Token));
            // Public keys only: a secret that somebody publishes in a key set is one no longer.
            Volatile.Write(ref _keys, [.. set.GetSigningKeys().OfType<AsymmetricSecurityKey>()]);
            Volatile.Write(ref _fetchedAt, time.GetTimestamp());
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or JsonException or OperationCanceledException)
        {
            NotFetched(logger, address, exception.Message);
        }
    }

    [LoggerMessage(
        EventName = nameof(NotFetched), Level = LogLevel.Warning,
        Message = "The key set {Address} could not be fetched, so tokens with new keys of its issuer are refused: {Reason}")]
    private static partial void NotFetched(ILogger logger, string address, string reason);
}
