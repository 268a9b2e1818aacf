using Broadcast.Chat.Spine.Text;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Accounts;

internal sealed class AccountOptionsValidator : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var first = options.FirstOperator;
        if (first.Email.Length == 0 && first.Password.Length == 0)
            return ValidateOptionsResult.Success;

        var faults = new List<string>();
        if (!StaffDirectory.IsEmail(first.Email))
            faults.Add("Accounts:FirstOperator:Email must be an e-mail address.");
        if (first.Password.Length < StaffDirectory.ShortestPassword)
            faults.Add($"Accounts:FirstOperator:Password must have at least {StaffDirectory.ShortestPassword} characters.");
        if (PlainLine.Read(first.Name, 40) is null)
            faults.Add("Accounts:FirstOperator:Name must have 1-40 characters.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
