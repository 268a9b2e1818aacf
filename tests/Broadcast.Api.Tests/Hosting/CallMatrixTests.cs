using System.Net.Http.Json;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Api.Tests.Hosting;

/// <summary>Every call of the running host, by every kind of caller.</summary>
public sealed class CallMatrixTests
{
    [Test]
    public async Task No_caller_meets_a_fault_and_nobody_passes_without_the_right()
    {
        await using var host = await ApiHost.StartAsync("--Roles", "api,chat", "--Tickets:PerAddress", "100000", "--Accounts:SignInsPerAddress", "100000");
        await host.CreateFestivalAsync();
        await Eventually.TrueAsync(() => host.Facts.Stages.Count == 2, "the rooms know the stages");
        var guest = (await host.Anonymous.PostAsync("/api/v1/tickets", new { name = "Lin" }).OkAsync()).GetProperty("ticket").GetString()!;
        var callers = new Dictionary<string, string?>(StringComparer.Ordinal) { ["nobody"] = null, ["guest"] = guest };
        foreach (var role in Roles.All)
            callers[role] = host.Token(role);
        var calls = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(method => (Method: method, Path: PathOf(endpoint), Endpoint: endpoint)))
            // A key is rotated by an order, which waits for an Ingest that this host does not have.
            .Where(call => call.Method is "GET" or "POST" or "PUT" or "PATCH" or "DELETE" && !call.Path.EndsWith("/key", StringComparison.Ordinal))
            .ToList();
        Assert.That(calls, Has.Count.GreaterThan(50), "the host's calls are known");

        var faults = new List<string>();
        foreach (var (name, token) in callers)
        {
            using var client = host.Client(token);
            foreach (var call in calls)
            {
                using var request = new HttpRequestMessage(new HttpMethod(call.Method), call.Path) { Content = call.Method == "GET" ? null : JsonContent.Create(new { }) };
                using var answer = await client.SendAsync(request);
                var status = (int)answer.StatusCode;
                var guarded = call.Endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Count > 0;
                if (status >= 500 || (guarded && name == "nobody" && status != 401) || (guarded && name == "guest" && status < 400))
                    faults.Add($"{name}: {call.Method} {call.Path}: {status}");
            }
        }

        Assert.That(faults, Is.Empty);
    }

    private static string PathOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart { Name: "number" } => "7",
            RoutePatternParameterPart parameter => parameter.Name is "festival" ? "festival" : "gushi",
            _ => "",
        }))));
}
