using System.Security.Claims;
using System.Text.Encodings.Web;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.MachineKeys;

/// <summary>Authenticates requests whose bearer token is a machine key; the scheme of tokens hands them over.</summary>
internal sealed class MachineKeyHandler(
    MachineKeyCheck keys, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private bool _isTooMany;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (MachineKeyText.Of(Request) is not { } key)
            return AuthenticateResult.NoResult();

        var address = Context.Connection.RemoteIpAddress;
        _isTooMany = keys.IsTooMany(address);
        if (_isTooMany || await keys.ReadAsync(key, address, Context.RequestAborted) is not { } identity)
            return AuthenticateResult.Fail("The machine key is wrong.");

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_isTooMany)
        {
            Response.Headers.RetryAfter = $"{MachineKeyCheck.Pause}";
            await MachineKeyErrors.TooMany.ToProblem().ExecuteAsync(Context);
            return;
        }

        await base.HandleChallengeAsync(properties);
    }
}
