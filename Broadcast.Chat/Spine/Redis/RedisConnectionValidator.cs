using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Spine.Redis;

/// <summary>Reports a missing or unreadable connection string, which belongs to no options type, with the faults of the settings.</summary>
internal sealed class RedisConnectionValidator(IConfiguration configuration) : IValidateOptions<RedisOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        var connection = configuration.GetConnectionString("Redis");
        if (string.IsNullOrWhiteSpace(connection))
            return ValidateOptionsResult.Fail("ConnectionStrings:Redis is missing. Set it, for example to 127.0.0.1:6379: only a host with all roles starts a private Redis.");

        try
        {
            return RedisConnection.Parse(configuration).EndPoints.Count > 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("ConnectionStrings:Redis names no server.");
        }
        catch (ArgumentException unreadable)
        {
            return ValidateOptionsResult.Fail($"ConnectionStrings:Redis cannot be read: {unreadable.Message}");
        }
    }
}
