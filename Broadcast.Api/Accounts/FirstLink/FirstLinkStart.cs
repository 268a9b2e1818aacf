using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Accounts.FirstLink;

/// <summary>
/// Prints the link to the set-up page while there is no operator: on the terminal, as the demo prints its own, and never in the log. The
/// demo makes its own operator.
/// </summary>
internal sealed class FirstLinkStart(IServiceScopeFactory scopes, OwnAddress own, IOptions<OriginOptions> origins, HostRoles roles) : EarlyStart
{
    public override Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The host listens, and <c>Accounts:FirstOperator</c> has made its account.</summary>
    public override async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (roles.Demo)
            return;

        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<FirstLinks>().MakeAsync(cancellationToken) is { } token)
            await Console.Out.WriteLineAsync(TextOf(own.Http, own.ListensToAll && origins.Value.Origins is [var first, ..] ? first : null, token));
    }

    /// <summary>What is printed.</summary>
    /// <param name="own">The address on this machine.</param>
    /// <param name="elsewhere">The address by which other machines reach it; null where none is known.</param>
    /// <param name="token">Of the link. Secret.</param>
    internal static string TextOf(string own, string? elsewhere, string token)
    {
        var other = elsewhere is null ? "" : $"{Environment.NewLine}  or       {elsewhere.TrimEnd('/')}/setup#first={token}";
        return $"""

            There is no operator yet. Open this link, good once and for a day, to set the festival up:
              setup    {own}/setup#first={token}{other}

            """;
    }
}
