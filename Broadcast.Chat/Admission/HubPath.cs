using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Admission;

/// <summary>
/// Serves <c>/hubs/room</c>: gate, token, limit per person, WebSocket. Replaces the framework's authentication there, which would keep the
/// parsed token for as long as the request, and so for as long as somebody watches.
/// </summary>
internal sealed class HubPath(HubGate gate, PeopleHere people, TokenReader tokens, HubSocket socket)
{
    private const string Path = "/hubs/room";
    private const string Negotiate = "/negotiate";
    private const string Bearer = "Bearer ";

    /// <summary>Serves the hub's path and <c>/negotiate</c> below it; passes all other requests on.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal, out var rest) && (!rest.HasValue || rest == Negotiate)
            ? EnterAsync(context, rest.HasValue)
            : next(context);

    private async Task EnterAsync(HttpContext context, bool negotiates)
    {
        var address = context.Connection.RemoteIpAddress;
        if (gate.Enter(address) is { } refusal)
        {
            await gate.RefuseAsync(context, refusal);
            return;
        }

        var visit = new Visit(gate, people, address);
        try
        {
            if (await CallerAsync(context.Request) is { } caller)
            {
                await LetInAsync(context, caller, visit, negotiates);
                return;
            }

            gate.Refuse(address, AccessErrors.Required);
            await AccessErrors.Required.ToProblem().ExecuteAsync(context);
        }
        finally
        {
            visit.EndRequest();
        }
    }

    private Task LetInAsync(HttpContext context, Caller caller, Visit visit, bool negotiates)
    {
        if (!visit.TryEnter(caller.Id))
            return gate.RefuseAsync(context, AdmissionErrors.TooMany);

        return negotiates ? context.Response.WriteAsJsonAsync(Negotiation.WebSocketsOnly) : socket.ServeAsync(context, caller, visit);
    }

    /// <summary>
    /// The caller of the token in the query, where a browser's WebSocket must put it, or in the header. Null without a valid token.
    /// </summary>
    private ValueTask<Caller?> CallerAsync(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var token = request.Query["access_token"] is [{ Length: > 0 } query] ? query
            : header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim()
            : "";
        return token.Length == 0 ? default : tokens.ReadAsync(token, request.HttpContext.RequestAborted);
    }
}

internal static class HubPaths
{
    public static void UseHub(this IApplicationBuilder app)
    {
        // Made at the first request: while the host is being built, its configuration is not validated yet and may be wrong.
        var hub = new Lazy<HubPath>(app.ApplicationServices.GetRequiredService<HubPath>);
        app.Use(next => context => hub.Value.InvokeAsync(context, next));
    }
}
