using Microsoft.Extensions.Options;

namespace Broadcast.Api.Hosting;

internal sealed class HostOptionsValidator : IValidateOptions<HostOptions>
{
    public ValidateOptionsResult Validate(string? name, HostOptions options)
    {
        var faults = new List<string>();
        _ = HostRoles.Read(options, faults);
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
            faults.Add("DataDirectory is empty: it takes the path of a directory.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
