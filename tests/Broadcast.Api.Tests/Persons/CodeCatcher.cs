using System.Collections.Concurrent;
using System.Net;
using Broadcast.Api.Persons.Senders;
using Broadcast.Chat.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Broadcast.Api.Tests.Persons;

/// <summary>The service that codes are posted to: takes them over, and keeps them for the test.</summary>
internal sealed class CodeCatcher : IAsyncDisposable
{
    private const string Secret = "between-us";

    private readonly WebApplication _server;

    private CodeCatcher(WebApplication server) => _server = server;

    /// <summary>What it answers.</summary>
    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    /// <summary>True: it takes a message over, and the connection breaks before the answer.</summary>
    public bool Cuts { get; set; }

    public ConcurrentQueue<CodeMessage> Messages { get; } = [];

    /// <summary>What the host is started with; limits are far away.</summary>
    public string[] Settings =>
    [
        "--Persons:SenderUrl", $"{_server.Urls.First()}/codes", "--Persons:SenderSecret", Secret, "--Persons:ContactKey", Convert.ToBase64String(new byte[32]),
        "--Persons:CodesPerAddress", "100000", "--Persons:CodesPerNetwork", "1000000", "--Persons:SignInsPerAddress", "100000",
    ];

    public static async Task<CodeCatcher> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var catcher = new CodeCatcher(builder.Build());
        catcher._server.MapPost("/codes", async (HttpRequest request) =>
        {
            if (request.Headers.Authorization != $"Bearer {Secret}")
                return Microsoft.AspNetCore.Http.Results.Unauthorized();
            catcher.Messages.Enqueue((await request.ReadFromJsonAsync<CodeMessage>(ContractJson.Options))!);
            if (catcher.Cuts)
                request.HttpContext.Abort();
            return Microsoft.AspNetCore.Http.Results.StatusCode((int)catcher.Status);
        });
        await catcher._server.StartAsync();
        return catcher;
    }

    /// <summary>The newest code for an address.</summary>
    public string CodeFor(string to) => Messages.Last(message => message.To == to).Code;

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
