using Microsoft.Extensions.Options;

namespace Broadcast.Api.Spine;

internal sealed class ProcessOptionsValidator : IValidateOptions<ProcessOptions>
{
    public ValidateOptionsResult Validate(string? name, ProcessOptions options)
    {
        var faults = new List<string>();
        _ = HostRoles.Read(options, faults);
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
            faults.Add("DataDirectory is empty. Set the path of a directory.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
