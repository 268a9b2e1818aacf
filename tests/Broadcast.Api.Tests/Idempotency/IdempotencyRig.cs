using System.Security.Claims;
using System.Text;
using Broadcast.Api.Catalog;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Spine;
using Broadcast.Api.Tests.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Api.Tests.Idempotency;

/// <summary>
/// A process with the real pipeline of idempotent calls and the real database, and with calls whose handlers do what the test wants: each adds
/// a product, saves it, and then refuses, throws, waits, or answers.
/// </summary>
internal sealed class IdempotencyRig : IAsyncDisposable
{
    public const string ProductsSql = "SELECT \"Id\" FROM \"Products\"";
    public const string RecordsSql = "SELECT \"Id\" FROM \"IdempotencyRecords\"";
    private readonly WebApplication _app;
    private readonly HttpClient _client;
    private int _made;
    private int _waiting;

    private IdempotencyRig(TestDatabase database, FakeTimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Database", database.Connection)]);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<ApiMeter>();
        builder.AddDatabase();
        builder.AddIdempotency();
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            if (context.Request.Headers["Caller"] is [{ } caller])
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("iss", TokenSigner.Issuer), new Claim("sub", caller)], "test"));
            return next(context);
        });
        _app.UseRouting();
        _app.UseIdempotency();
        _app.MapPost("/things", AddAsync).TakesIdempotencyKey();
        _app.MapPost("/secrets", AddAsync).TakesIdempotencyKey(secret: true);
        _app.MapPost("/orders", AddAsync).NeedsIdempotencyKey();
        _client = new HttpClient();
    }

    /// <summary>Set when a handler that waits has saved its product.</summary>
    public TaskCompletionSource Waits { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets the handlers that wait go on.</summary>
    public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Handlers that wait, or have waited.</summary>
    public int Waited => Volatile.Read(ref _waiting);

    /// <summary>What was done after a commit.</summary>
    public int AfterCommits { get; private set; }

    public IdempotencyCleaner Cleaner => _app.Services.GetRequiredService<IdempotencyCleaner>();

    public static async Task<IdempotencyRig> StartAsync(TestDatabase database, FakeTimeProvider time)
    {
        var rig = new IdempotencyRig(database, time);
        await rig._app.StartAsync();
        rig._client.BaseAddress = new Uri(rig._app.Urls.First());
        return rig;
    }

    /// <param name="path">One of the calls, with <c>?act=</c> and what its handler does.</param>
    /// <param name="key">The header; null for none.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="caller">Null for nobody.</param>
    /// <param name="cancellation">Drops the connection.</param>
    public async Task<HttpResponseMessage> PostAsync(string path, string? key, string body = "{}", string? caller = "staff:lin", CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (caller is not null)
            request.Headers.Add("Caller", caller);
        return await _client.SendAsync(request, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        Go.TrySetResult();
        await _app.DisposeAsync();
    }

    private async Task<IResult> AddAsync(string? act, FestivalDb database, AfterCommit committed, CancellationToken cancellation)
    {
        var name = $"thing-{Guid.NewGuid():N}";
        await using var transaction = await database.JoinAsync(cancellation);
        database.Add(new Product { Id = ProductId.Parse(name), Name = name, Price = 1, Currency = "CNY", Url = "/x" });
        await database.SaveChangesAsync(cancellation);
        await committed.RunAsync(_ => Task.FromResult(++AfterCommits), cancellation);
        switch (act)
        {
            case "throw":
                throw new InvalidOperationException("A fault.");
            case "refuse":
                return TypedResults.Conflict(new { number = ++_made });
            case "wait":
                Interlocked.Increment(ref _waiting);
                Waits.TrySetResult();
                await Go.Task.WaitAsync(cancellation);
                break;
        }

        await transaction.CommitAsync(cancellation);
        return act switch
        {
            "empty" => TypedResults.NoContent(),
            "long" => TypedResults.Ok(new string('x', KeptAnswer.LongestBody)),
            _ => TypedResults.Created($"/things/{name}", new { name, 名 = "茶" }),
        };
    }
}
