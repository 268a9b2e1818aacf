using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Api.Accounts.FirstLink;

/// <summary>
/// Prints the link to the set-up page while there is no operator: on the terminal, as the demo prints its own, and never in the log. The
/// demo makes its own operator.
/// </summary>
internal sealed class FirstLinkStart(IServiceScopeFactory scopes, OwnAddress own, HostRoles roles) : EarlyStart
{
    public override Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The host listens, and <c>Accounts:FirstOperator</c> has made its account.</summary>
    public override async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (roles.Demo)
            return;

        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<FirstLinks>().MakeAsync(cancellationToken) is { } token)
            await Console.Out.WriteLineAsync($"""

                There is no operator yet. Open this link, good once and for a day, to set the festival up:
                  setup    {own.Http}/setup#first={token}

                """);
    }
}
