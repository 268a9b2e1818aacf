namespace Broadcast.Chat.Spine.Settings;

/// <summary>The origin of pages as browsers send it: scheme (http or https), host and port.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OriginAttribute : SettingRuleAttribute
{
    protected override string Wanted => "be an origin, only scheme, host and port, such as https://shop.example";

    protected override bool IsKept(object value) =>
        value is string text && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == text;
}
