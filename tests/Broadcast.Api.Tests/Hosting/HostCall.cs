using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Api.Tests.Hosting;

/// <summary>A call of a running host, as its routes have it.</summary>
/// <param name="Method">The HTTP method, or <see cref="Any"/>.</param>
/// <param name="Pattern">The path with its parameters, as the code has it.</param>
/// <param name="Path">The path with values: the festival <c>festival</c>, the number 7, else <c>gushi</c>.</param>
/// <param name="Body">The type of the JSON body; null without one.</param>
internal sealed record HostCall(string Method, string Pattern, string Path, Type? Body)
{
    /// <summary>The method of routes that take every one.</summary>
    public const string Any = "ANY";

    /// <summary>As tables of tests name it.</summary>
    public override string ToString() => $"{Method} {Pattern}";

    /// <summary>The method to send.</summary>
    public HttpMethod Verb => new(Method == Any ? "GET" : Method);

    public static IReadOnlyList<HostCall> Of(ApiHost host) =>
    [
        .. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : [Any])
                .Select(method => new HostCall(method, PatternOf(endpoint), PathOf(endpoint), endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType)))
            .DistinctBy(call => $"{call}", StringComparer.Ordinal)
            .OrderBy(call => call.Pattern, StringComparer.Ordinal).ThenBy(call => call.Method, StringComparer.Ordinal),
    ];

    private static string PatternOf(RouteEndpoint endpoint) => $"/{endpoint.RoutePattern.RawText!.Trim('/')}";

    private static string PathOf(RouteEndpoint endpoint)
    {
        var segments = endpoint.RoutePattern.PathSegments;
        return "/" + string.Join('/', segments.Select((segment, i) => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(policy => policy.Content == "long") => "7",
            RoutePatternParameterPart when i > 0 && segments[i - 1].Parts is [RoutePatternLiteralPart { Content: "festivals" }] => "festival",
            _ => "gushi",
        }))));
    }
}
