namespace Broadcast.Api.Idempotency;

/// <summary>
/// Marks a call whose effect is in the database alone as one that takes an <c>Idempotency-Key</c>. The whole call is then one transaction:
/// its handler must not begin another one (<c>JoinAsync</c>), nor wait for other services (<c>AfterCommit</c>).
/// </summary>
/// <param name="Required">Whether the call is refused without a key.</param>
/// <param name="Secret">Whether the answer shows a secret, so that it is not kept.</param>
internal sealed record IdempotencyRule(bool Required, bool Secret);

internal static class IdempotencyRules
{
    /// <summary>Lets the call be sent again with the same key: it has one effect, and the same answer.</summary>
    public static TBuilder TakesIdempotencyKey<TBuilder>(this TBuilder call, bool secret = false) where TBuilder : IEndpointConventionBuilder =>
        call.WithMetadata(new IdempotencyRule(Required: false, secret));

    /// <summary>Refuses the call without a key.</summary>
    public static TBuilder NeedsIdempotencyKey<TBuilder>(this TBuilder call, bool secret = false) where TBuilder : IEndpointConventionBuilder =>
        call.WithMetadata(new IdempotencyRule(Required: true, secret));
}
