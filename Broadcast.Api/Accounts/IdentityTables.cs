using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Accounts;

/// <summary>Maps the tables of ASP.NET Core Identity (schema version 1) into a context that is not an <c>IdentityDbContext</c>.</summary>
internal sealed class IdentityTables :
    IEntityTypeConfiguration<StaffAccount>, IEntityTypeConfiguration<IdentityRole<string>>, IEntityTypeConfiguration<IdentityUserRole<string>>,
    IEntityTypeConfiguration<IdentityUserClaim<string>>, IEntityTypeConfiguration<IdentityRoleClaim<string>>,
    IEntityTypeConfiguration<IdentityUserLogin<string>>, IEntityTypeConfiguration<IdentityUserToken<string>>
{
    /// <summary>Longest name or e-mail address, also in its normalised form, in characters.</summary>
    private const int NameLength = 256;

    public void Configure(EntityTypeBuilder<StaffAccount> builder)
    {
        builder.ToTable("AspNetUsers");
        builder.HasIndex(account => account.NormalizedUserName).HasDatabaseName("UserNameIndex").IsUnique();
        builder.HasIndex(account => account.NormalizedEmail).HasDatabaseName("EmailIndex");
        builder.Property(account => account.Name).HasMaxLength(40);
        builder.Property(account => account.ConcurrencyStamp).IsConcurrencyToken();
        builder.Property(account => account.UserName).HasMaxLength(NameLength);
        builder.Property(account => account.NormalizedUserName).HasMaxLength(NameLength);
        builder.Property(account => account.Email).HasMaxLength(NameLength);
        builder.Property(account => account.NormalizedEmail).HasMaxLength(NameLength);
        builder.HasMany<IdentityUserRole<string>>().WithOne().HasForeignKey(role => role.UserId).IsRequired();
        builder.HasMany<IdentityUserClaim<string>>().WithOne().HasForeignKey(claim => claim.UserId).IsRequired();
        builder.HasMany<IdentityUserLogin<string>>().WithOne().HasForeignKey(login => login.UserId).IsRequired();
        builder.HasMany<IdentityUserToken<string>>().WithOne().HasForeignKey(token => token.UserId).IsRequired();
    }

    public void Configure(EntityTypeBuilder<IdentityRole<string>> builder)
    {
        builder.ToTable("AspNetRoles");
        builder.HasIndex(role => role.NormalizedName).HasDatabaseName("RoleNameIndex").IsUnique();
        builder.Property(role => role.ConcurrencyStamp).IsConcurrencyToken();
        builder.Property(role => role.Name).HasMaxLength(NameLength);
        builder.Property(role => role.NormalizedName).HasMaxLength(NameLength);
        builder.HasMany<IdentityUserRole<string>>().WithOne().HasForeignKey(role => role.RoleId).IsRequired();
        builder.HasMany<IdentityRoleClaim<string>>().WithOne().HasForeignKey(claim => claim.RoleId).IsRequired();
    }

    public void Configure(EntityTypeBuilder<IdentityUserRole<string>> builder)
    {
        builder.ToTable("AspNetUserRoles");
        builder.HasKey(role => new { role.UserId, role.RoleId });
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<string>> builder) => builder.ToTable("AspNetUserClaims");

    public void Configure(EntityTypeBuilder<IdentityRoleClaim<string>> builder) => builder.ToTable("AspNetRoleClaims");

    public void Configure(EntityTypeBuilder<IdentityUserLogin<string>> builder)
    {
        builder.ToTable("AspNetUserLogins");
        builder.HasKey(login => new { login.LoginProvider, login.ProviderKey });
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<string>> builder)
    {
        builder.ToTable("AspNetUserTokens");
        builder.HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
    }
}
