using Broadcast.Chat.Tokens;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Admission;

internal static class AdmissionModule
{
    private const string Hub = "/hubs/room";

    /// <summary>Connections that the system holds until they are accepted: a room that comes back at once is thousands.</summary>
    private const int Backlog = 4096;

    public static void AddAdmission(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<AdmissionOptions>().BindConfiguration(AdmissionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.Configure<SocketTransportOptions>(options => options.Backlog = Backlog);
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ConnectionCap>();
        builder.Services.TryAddSingleton<HubGate>();
        builder.Services.TryAddSingleton<HubDrain>();
        builder.Services.TryAddSingleton<PeopleHere>();
        builder.Services.AddSingleton<IHostLifetime, DrainingLifetime>();
        builder.Services.AddHealthChecks().AddCheck<Staying>("drain");
    }

    /// <summary>Must stand before authentication.</summary>
    public static void UseAdmission(this IApplicationBuilder app)
    {
        var gate = app.ApplicationServices.GetRequiredService<HubGate>();
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Hub, StringComparison.Ordinal), hub => hub.Use(async (context, next) =>
        {
            if (gate.Enter(context.Connection.RemoteIpAddress) is { } refusal)
            {
                await gate.RefuseAsync(context, refusal);
                return;
            }

            try
            {
                await next(context);
            }
            finally
            {
                gate.Leave();
            }
        }));
    }

    /// <summary>Holds each person to so many connections at a time; behind authentication, and before the connection is one.</summary>
    public static void LimitPeople(this IEndpointConventionBuilder hub) => hub.Add(endpoint =>
    {
        var next = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = async context =>
        {
            var people = context.RequestServices.GetRequiredService<PeopleHere>();
            if (Caller.From(context.User) is not { } caller)
            {
                await next(context);
                return;
            }

            if (!people.TryEnter(caller.Id))
            {
                await context.RequestServices.GetRequiredService<HubGate>().RefuseAsync(context, AdmissionErrors.TooMany);
                return;
            }

            try
            {
                await next(context);
            }
            finally
            {
                people.Leave(caller.Id);
            }
        };
    });
}
