using Broadcast.Chat.Admission;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Tokens;

namespace Broadcast.Chat.Rooms.Transport;

/// <summary>
/// <c>/hubs/room</c>: gate, token, person, WebSocket. It takes the framework's place there, whose authentication keeps what it made of a token
/// for as long as the request, which here is as long as somebody watches.
/// </summary>
internal sealed class HubPath(HubGate gate, PeopleHere people, TokenReader tokens, HubSocket socket)
{
    private const string Path = "/hubs/room";
    private const string Negotiate = "/negotiate";
    private const string Bearer = "Bearer ";

    /// <summary>Takes what is under the hub's path, and nothing else.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal, out var rest) && (!rest.HasValue || rest == Negotiate)
            ? EnterAsync(context, rest.HasValue)
            : next(context);

    private async Task EnterAsync(HttpContext context, bool negotiates)
    {
        if (gate.Enter(context.Connection.RemoteIpAddress) is { } refusal)
        {
            await gate.RefuseAsync(context, refusal);
            return;
        }

        var visit = new Visit(gate, people);
        try
        {
            if (await CallerAsync(context.Request) is { } caller)
                await LetInAsync(context, caller, visit, negotiates);
            else
                await RoomErrors.Required.ToProblem().ExecuteAsync(context);
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

    /// <summary>By the token in the query, which is all that a browser's WebSocket can carry, or in the header.</summary>
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
        // Made at the first request: while the host is being put together its configuration has not been looked at, and may be wrong.
        var hub = new Lazy<HubPath>(app.ApplicationServices.GetRequiredService<HubPath>);
        app.Use(next => context => hub.Value.InvokeAsync(context, next));
    }
}
