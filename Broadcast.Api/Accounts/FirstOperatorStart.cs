using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Accounts;

/// <summary>Creates the operator account of <c>Accounts:FirstOperator</c> at start, if it does not exist.</summary>
internal sealed partial class FirstOperatorStart(IServiceScopeFactory scopes, IOptions<AccountOptions> options, ILogger<FirstOperatorStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var first = options.Value.FirstOperator;
        if (first.Email.Length == 0)
            return;

        await using var scope = scopes.CreateAsyncScope();
        await using var transaction = await scope.ServiceProvider.GetRequiredService<FestivalDb>().BeginTurnAsync(StaffDirectory.Turn, cancellationToken);
        if (await scope.ServiceProvider.GetRequiredService<UserManager<StaffAccount>>().FindByEmailAsync(first.Email) is not null)
            return;

        var created = await scope.ServiceProvider.GetRequiredService<StaffDirectory>()
            .CreateAsync(new NewAccount(first.Email, first.Name, first.Password, [Roles.Operator], []));
        if (created.Failed)
            throw new StartFailure($"The account of Accounts:FirstOperator cannot be created: {created.Error.Message}");
        await transaction.CommitAsync(cancellationToken);
        Made(logger, first.Email);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventName = nameof(Made), Level = LogLevel.Information, Message = "Created the first operator's account {Email}")]
    private static partial void Made(ILogger logger, string email);
}
