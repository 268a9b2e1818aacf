using Broadcast.Api.Spine;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;

namespace Broadcast.Api.MachineKeys;

internal static class MachineKeysModule
{
    /// <summary>Adds the keys, and their authentication beside that of tokens. A machine key opens only calls that name one of its scopes.</summary>
    public static void AddMachineKeys(this IHostApplicationBuilder builder)
    {
        builder.Services.AddScoped<MachineKeyDesk>();
        builder.Services.AddSingleton<MachineKeyCheck>();
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, MachineKeyHandler>(MachineCaller.Scheme, displayName: null, configureOptions: null);
        builder.Services.Configure<JwtBearerOptions>(
            JwtBearerDefaults.AuthenticationScheme,
            options => options.ForwardDefaultSelector = context => MachineKeyText.Of(context.Request) is null ? null : MachineCaller.Scheme);
        // Calls for "any token" are for people.
        builder.Services.AddAuthorizationBuilder().SetDefaultPolicy(
            new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(asked => !MachineCaller.Is(asked.User)).Build());
    }
}
