using Broadcast.Chat.Hosting;
using Broadcast.Chat.Tokens;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Accounts;

/// <summary>Makes the first operator's account, if the configuration names one that does not exist.</summary>
internal sealed partial class FirstOperatorStart(IServiceScopeFactory scopes, IOptions<AccountOptions> options, ILogger<FirstOperatorStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var first = options.Value.FirstOperator;
        if (first.Email.Length == 0)
            return;

        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<UserManager<StaffAccount>>().FindByEmailAsync(first.Email) is not null)
            return;

        var created = await scope.ServiceProvider.GetRequiredService<StaffDirectory>()
            .CreateAsync(new NewAccount(first.Email, first.Name, first.Password, [Roles.Operator], []));
        if (created.Failed)
            throw new StartFailure($"Accounts:FirstOperator cannot be made: {created.Error.Message}");
        Made(logger, first.Email);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventName = nameof(Made), Level = LogLevel.Information, Message = "The first operator's account {Email} was made")]
    private static partial void Made(ILogger logger, string email);
}
