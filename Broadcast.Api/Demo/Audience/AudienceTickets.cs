using System.Security.Cryptography;
using Broadcast.Api.Tickets;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Demo.Audience;

/// <summary>
/// Tickets of the simulated audience, as guests and persons have them. They are signed here and not asked for, because an address gets only so many
/// guests' tickets in a minute, and real viewers on this machine want theirs.
/// </summary>
internal sealed class AudienceTickets(TokenSigner signer, IOptions<TokenOptions> tokens, IOptions<TicketOptions> options, TimeProvider time)
{
    public string Of(Guise guise) => guise.Subject is { } subject
        ? DemoIssuer.Sign(tokens.Value, subject, guise.Name, time.GetUtcNow() + options.Value.Lifetime)
        : signer.Sign(new TokenSubject(guise.Id.Value, guise.Name, [], [], Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))), options.Value.Lifetime);
}
