using System.Net;

namespace Broadcast.Chat.Spine.Settings;

/// <summary>An IPv4 or IPv6 address.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IpAddressAttribute : SettingRuleAttribute
{
    /// <summary>True: a network such as <c>10.0.0.0/8</c> as well.</summary>
    public bool OrNetwork { get; init; }

    protected override string Wanted => OrNetwork ? "be an IP address, or a network such as 10.0.0.0/8" : "be an IP address such as 0.0.0.0";

    protected override bool IsKept(object value) => value is string text && (IPAddress.TryParse(text, out _) || (OrNetwork && IPNetwork.TryParse(text, out _)));
}
