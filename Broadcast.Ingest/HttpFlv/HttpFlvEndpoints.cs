using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Refusals;

namespace Broadcast.Ingest.HttpFlv;

/// <summary>Channels as FLV: <c>/live/{channel}.flv</c>.</summary>
internal static class HttpFlvEndpoints
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHttpFlv(this IEndpointRouteBuilder routes)
    {
        var live = routes.MapForAnyOrigin("/live", "no-store", all: "/{channel}.flv");
        live.MapMethods("/{channel}.flv", Reads, Watch);
    }

    private static async Task Watch(string channel, FlvFeeds feeds, FlvClients clients, RefusalLog refusals, HttpContext context)
    {
        if (feeds.Find(channel) is not { } feed)
        {
            await UnknownErrors.Channel.ToProblem().ExecuteAsync(context);
            return;
        }

        if (!clients.TryEnter())
        {
            refusals.Note(context.Connection.RemoteIpAddress, "HTTP-FLV", HttpFlvErrors.Full.Code);
            context.Response.Headers.RetryAfter = "10";
            await HttpFlvErrors.Full.ToProblem().ExecuteAsync(context);
            return;
        }

        try
        {
            await new FlvResponse(feed, clients).SendAsync(context);
        }
        finally
        {
            clients.Leave();
        }
    }
}
