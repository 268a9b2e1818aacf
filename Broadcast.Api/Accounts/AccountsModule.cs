using Broadcast.Api.Accounts.FirstLink;
using Broadcast.Api.Accounts.Invitations;
using Broadcast.Api.Accounts.SecondFactor;
using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Settings;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Identity;

namespace Broadcast.Api.Accounts;

internal static class AccountsModule
{
    public static void AddAccounts(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<AccountOptions, AccountOptionsValidator>();
        builder.Services.AddIdentityCore<StaffAccount>(identity =>
        {
            identity.User.RequireUniqueEmail = true;
            // Length is what counts (NIST SP 800-63B 5.1.1.2).
            identity.Password.RequiredLength = StaffDirectory.ShortestPassword;
            identity.Password.RequireDigit = false;
            identity.Password.RequireLowercase = false;
            identity.Password.RequireUppercase = false;
            identity.Password.RequireNonAlphanumeric = false;
        }).AddRoles<IdentityRole<string>>().AddEntityFrameworkStores<FestivalDb>();
        builder.AddAddressLimit<AccountOptions>(AccountEndpoints.Limit, options => options.SignInsPerAddress);
        builder.AddFacts<RevokedStaffFacts>();
        builder.Services.AddScoped<StaffDirectory>();
        builder.Services.AddScoped<StaffSessions>();
        builder.Services.AddSingleton<SignInPace>();
        builder.Services.AddSingleton<DecoyPassword>();
        builder.Services.AddScoped<SignIn>();
        builder.Services.AddScoped<OwnAccount>();
        builder.Services.AddScoped<AccountChanges>();
        builder.AddSealedAuthenticators();
        builder.Services.AddScoped<CodeCheck>();
        builder.Services.AddScoped<SecondFactors>();
        builder.Services.AddScoped<StaffLinks>();
        builder.Services.AddScoped<LinkDoor>();
        builder.Services.AddScoped<FirstLinks>();
        builder.Services.AddHostedService<FirstOperatorStart>();
        builder.Services.AddSingleton<OwnAddress>();
        builder.Services.AddHostedService<FirstLinkStart>();
        builder.Services.AddAuthorizationBuilder().AddPolicy(AccountEndpoints.StaffPolicy, policy => policy.RequireClaim("iss", TokenSigner.Issuer).RequireAssertion(
            asked => asked.User.FindFirst("sub")?.Value.StartsWith(TokenSubject.StaffPrefix, StringComparison.Ordinal) == true));
    }
}
