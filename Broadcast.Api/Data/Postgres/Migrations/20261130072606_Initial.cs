using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Broadcast.Api.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AspNetRoles",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 256, nullable: true, collation: "C"),
                    NormalizedName = table.Column<string>(type: "text", maxLength: 256, nullable: true, collation: "C"),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetRoles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUsers",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Stages = table.Column<List<string>>(type: "text[]", nullable: false),
                    Moderates = table.Column<List<string>>(type: "text[]", nullable: false),
                    UserName = table.Column<string>(type: "text", maxLength: 256, nullable: true, collation: "C"),
                    NormalizedUserName = table.Column<string>(type: "text", maxLength: 256, nullable: true, collation: "C"),
                    Email = table.Column<string>(type: "text", maxLength: 256, nullable: true, collation: "C"),
                    NormalizedEmail = table.Column<string>(type: "text", maxLength: 256, nullable: true, collation: "C"),
                    EmailConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    PasswordHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SecurityStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PhoneNumber = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PhoneNumberConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    LockoutEnd = table.Column<long>(type: "bigint", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUsers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Channels",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Channels", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ClaimReads",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    ClaimId = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    ByName = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClaimReads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CodeCounts",
                columns: table => new
                {
                    Subject = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Until = table.Column<long>(type: "bigint", nullable: false),
                    Sent = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CodeCounts", x => new { x.Subject, x.Until });
                });

            migrationBuilder.CreateTable(
                name: "DataKeys",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Wrapped = table.Column<byte[]>(type: "bytea", nullable: false),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    FriendlyName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Xml = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "EndedPersonSessions",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EndedPersonSessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "EndedSiteKeys",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EndedSiteKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Facts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Epoch = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    Lineage = table.Column<long>(type: "bigint", nullable: false),
                    Revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Facts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Festivals",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    NameEn = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Theme = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    ThemeEn = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    TimeZone = table.Column<string>(type: "text", maxLength: 60, nullable: false, collation: "C"),
                    RundownRevision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Festivals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IdempotencyRecords",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Request = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    ContentType = table.Column<string>(type: "text", maxLength: 500, nullable: true, collation: "C"),
                    Location = table.Column<string>(type: "text", maxLength: 500, nullable: true, collation: "C"),
                    Body = table.Column<byte[]>(type: "bytea", maxLength: 65536, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdempotencyRecords", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InboxEnds",
                columns: table => new
                {
                    Viewer = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Last = table.Column<long>(type: "bigint", nullable: false),
                    Read = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InboxEnds", x => x.Viewer);
                });

            migrationBuilder.CreateTable(
                name: "InboxItems",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Viewer = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Type = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PushedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InboxItems", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MachineKeys",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Scopes = table.Column<List<string>>(type: "text[]", nullable: false),
                    Shop = table.Column<string>(type: "text", maxLength: 40, nullable: true, collation: "C"),
                    Digest = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    OldDigest = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    OldUntil = table.Column<long>(type: "bigint", nullable: true),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false),
                    MadeBy = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    RotatedAt = table.Column<long>(type: "bigint", nullable: true),
                    LastUsedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MachineKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ModeratedWords",
                columns: table => new
                {
                    Folded = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Action = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    AddedAt = table.Column<long>(type: "bigint", nullable: false),
                    AddedBy = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModeratedWords", x => x.Folded);
                });

            migrationBuilder.CreateTable(
                name: "ModerationRecords",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Room = table.Column<string>(type: "text", maxLength: 40, nullable: true, collation: "C"),
                    Action = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    ById = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    ByName = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Viewer = table.Column<string>(type: "text", maxLength: 128, nullable: true, collation: "C"),
                    ViewerName = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Until = table.Column<long>(type: "bigint", nullable: true),
                    Everywhere = table.Column<bool>(type: "boolean", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModerationRecords", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PersonRevocations",
                columns: table => new
                {
                    Viewer = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Issuer = table.Column<string>(type: "text", maxLength: 1000, nullable: false, collation: "C"),
                    Subject = table.Column<string>(type: "text", maxLength: 1000, nullable: false, collation: "C"),
                    IssuedBefore = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonRevocations", x => x.Viewer);
                });

            migrationBuilder.CreateTable(
                name: "Persons",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Issuer = table.Column<string>(type: "text", maxLength: 1000, nullable: true, collation: "C"),
                    Subject = table.Column<string>(type: "text", maxLength: 1000, nullable: true, collation: "C"),
                    Since = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Persons", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PinIntervals",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    StageId = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    ProductId = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    To = table.Column<long>(type: "bigint", nullable: false),
                    Clicks = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PinIntervals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PrizeReservations",
                columns: table => new
                {
                    Question = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Key = table.Column<string>(type: "text", maxLength: 256, nullable: true, collation: "C"),
                    Sku = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Units = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Kept = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PrizeReservations", x => x.Question);
                });

            migrationBuilder.CreateTable(
                name: "Products",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    StageId = table.Column<string>(type: "text", maxLength: 40, nullable: true, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    NameEn = table.Column<string>(type: "text", maxLength: 80, nullable: true, collation: "C"),
                    Price = table.Column<long>(type: "bigint", nullable: false),
                    Currency = table.Column<string>(type: "text", maxLength: 3, nullable: false, collation: "C"),
                    Url = table.Column<string>(type: "text", maxLength: 500, nullable: false, collation: "C"),
                    Image = table.Column<string>(type: "text", maxLength: 500, nullable: true, collation: "C"),
                    Pictures = table.Column<List<string>>(type: "text[]", nullable: false),
                    Illustrative = table.Column<bool>(type: "boolean", nullable: false),
                    Stock = table.Column<long>(type: "bigint", nullable: false),
                    Counted = table.Column<bool>(type: "boolean", nullable: false),
                    Revision = table.Column<long>(type: "bigint", nullable: false, defaultValue: 1L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Products", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "QuestionResults",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    OutcomeId = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    StageId = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Options = table.Column<List<string>>(type: "text[]", nullable: false),
                    Answer = table.Column<int>(type: "integer", nullable: false),
                    Counts = table.Column<List<long>>(type: "bigint[]", nullable: false),
                    WinnersAsked = table.Column<int>(type: "integer", nullable: false),
                    Prize = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    Seed = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Commitment = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Sound = table.Column<bool>(type: "boolean", nullable: false),
                    EntrantCount = table.Column<int>(type: "integer", nullable: false),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: false),
                    SettledAt = table.Column<long>(type: "bigint", nullable: false),
                    VoidedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuestionResults", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RootKeyMark",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Mark = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RootKeyMark", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SealedRecords",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Closed = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SealedRecords", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SignInChallenges",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Contact = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Proof = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    Code = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Tries = table.Column<int>(type: "integer", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInChallenges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SigningKeys",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    Purpose = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Serial = table.Column<int>(type: "integer", nullable: false),
                    X = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Y = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Private = table.Column<byte[]>(type: "bytea", nullable: true),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false),
                    SignsFrom = table.Column<long>(type: "bigint", nullable: false),
                    SignsUntil = table.Column<long>(type: "bigint", nullable: true),
                    PublishedUntil = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SigningKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StaffSessions",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    AccountId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffSessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StandingModes",
                columns: table => new
                {
                    Room = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Chat = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    SlowSeconds = table.Column<int>(type: "integer", nullable: false),
                    FollowedMinutes = table.Column<int>(type: "integer", nullable: false),
                    Review = table.Column<bool>(type: "boolean", nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StandingModes", x => x.Room);
                });

            migrationBuilder.CreateTable(
                name: "StandingPins",
                columns: table => new
                {
                    StageId = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Pin = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    Document = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StandingPins", x => x.StageId);
                });

            migrationBuilder.CreateTable(
                name: "StandingRestrictions",
                columns: table => new
                {
                    Viewer = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Room = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    Until = table.Column<long>(type: "bigint", nullable: true),
                    Since = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StandingRestrictions", x => new { x.Viewer, x.Room });
                });

            migrationBuilder.CreateTable(
                name: "StockMovements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Sku = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Change = table.Column<long>(type: "bigint", nullable: false),
                    After = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Why = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StockMovements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "VillageSites",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Village = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    County = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Province = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    KeyDigest = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    KeySession = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    KeyMadeAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VillageSites", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AspNetRoleClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    RoleId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ClaimType = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ClaimValue = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetRoleClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AspNetRoleClaims_AspNetRoles_RoleId",
                        column: x => x.RoleId,
                        principalTable: "AspNetRoles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ClaimType = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ClaimValue = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AspNetUserClaims_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ProviderKey = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ProviderDisplayName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    UserId = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_AspNetUserLogins_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserRoles",
                columns: table => new
                {
                    UserId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RoleId = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserRoles", x => new { x.UserId, x.RoleId });
                    table.ForeignKey(
                        name: "FK_AspNetUserRoles_AspNetRoles_RoleId",
                        column: x => x.RoleId,
                        principalTable: "AspNetRoles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_AspNetUserRoles_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserTokens",
                columns: table => new
                {
                    UserId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    LoginProvider = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Value = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_AspNetUserTokens_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Chapters",
                columns: table => new
                {
                    FestivalId = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Id = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Order = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    NameEn = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Text = table.Column<string>(type: "text", maxLength: 500, nullable: false, collation: "C"),
                    TextEn = table.Column<string>(type: "text", maxLength: 500, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Chapters", x => new { x.FestivalId, x.Id });
                    table.ForeignKey(
                        name: "FK_Chapters_Festivals_FestivalId",
                        column: x => x.FestivalId,
                        principalTable: "Festivals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Stages",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    FestivalId = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Order = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    NameEn = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Place = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    PlaceEn = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Shown = table.Column<string>(type: "text", maxLength: 300, nullable: false, collation: "C"),
                    ShownEn = table.Column<string>(type: "text", maxLength: 300, nullable: false, collation: "C"),
                    KeyDigest = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    KeyMadeAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Stages", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Stages_Festivals_FestivalId",
                        column: x => x.FestivalId,
                        principalTable: "Festivals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Contacts",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    PersonId = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Proof = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    Since = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Contacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Contacts_Persons_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Claims",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    QuestionId = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Viewer = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Rank = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Receipt = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ShippedAt = table.Column<long>(type: "bigint", nullable: true),
                    ShippedBy = table.Column<string>(type: "text", maxLength: 128, nullable: true, collation: "C"),
                    Carrier = table.Column<string>(type: "text", maxLength: 480, nullable: true, collation: "C"),
                    Tracking = table.Column<string>(type: "text", maxLength: 40, nullable: true, collation: "C"),
                    ErasedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Claims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Claims_QuestionResults_QuestionId",
                        column: x => x.QuestionId,
                        principalTable: "QuestionResults",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PromisedPrizes",
                columns: table => new
                {
                    QuestionId = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PromisedPrizes", x => x.QuestionId);
                    table.ForeignKey(
                        name: "FK_PromisedPrizes_QuestionResults_QuestionId",
                        column: x => x.QuestionId,
                        principalTable: "QuestionResults",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "QuestionEntrants",
                columns: table => new
                {
                    QuestionId = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Document = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuestionEntrants", x => x.QuestionId);
                    table.ForeignKey(
                        name: "FK_QuestionEntrants_QuestionResults_QuestionId",
                        column: x => x.QuestionId,
                        principalTable: "QuestionResults",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Winners",
                columns: table => new
                {
                    QuestionId = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Rank = table.Column<int>(type: "integer", nullable: false),
                    Viewer = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Digest = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Winners", x => new { x.QuestionId, x.Rank });
                    table.ForeignKey(
                        name: "FK_Winners_QuestionResults_QuestionId",
                        column: x => x.QuestionId,
                        principalTable: "QuestionResults",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Slots",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    FestivalId = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    StageId = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Title = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    Duration = table.Column<long>(type: "bigint", nullable: false),
                    Revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Slots", x => new { x.FestivalId, x.Id });
                    table.ForeignKey(
                        name: "FK_Slots_Festivals_FestivalId",
                        column: x => x.FestivalId,
                        principalTable: "Festivals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Slots_Stages_StageId",
                        column: x => x.StageId,
                        principalTable: "Stages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AspNetRoleClaims_RoleId",
                table: "AspNetRoleClaims",
                column: "RoleId");

            migrationBuilder.CreateIndex(
                name: "RoleNameIndex",
                table: "AspNetRoles",
                column: "NormalizedName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserClaims_UserId",
                table: "AspNetUserClaims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserLogins_UserId",
                table: "AspNetUserLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserRoles_RoleId",
                table: "AspNetUserRoles",
                column: "RoleId");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "AspNetUsers",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "AspNetUsers",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ClaimReads_At",
                table: "ClaimReads",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ClaimReads_ClaimId_At",
                table: "ClaimReads",
                columns: new[] { "ClaimId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Claims_At_Id",
                table: "Claims",
                columns: new[] { "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Claims_QuestionId_Viewer",
                table: "Claims",
                columns: new[] { "QuestionId", "Viewer" },
                unique: true,
                filter: "\"State\" <> 'withdrawn'");

            migrationBuilder.CreateIndex(
                name: "IX_Claims_Viewer",
                table: "Claims",
                column: "Viewer");

            migrationBuilder.CreateIndex(
                name: "IX_CodeCounts_Until",
                table: "CodeCounts",
                column: "Until");

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_PersonId",
                table: "Contacts",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_EndedPersonSessions_ExpiresAt",
                table: "EndedPersonSessions",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_EndedSiteKeys_ExpiresAt",
                table: "EndedSiteKeys",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_IdempotencyRecords_At",
                table: "IdempotencyRecords",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_InboxItems_At",
                table: "InboxItems",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_InboxItems_PushedAt",
                table: "InboxItems",
                column: "PushedAt",
                filter: "\"PushedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_InboxItems_Viewer_Key",
                table: "InboxItems",
                columns: new[] { "Viewer", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_InboxItems_Viewer_Position",
                table: "InboxItems",
                columns: new[] { "Viewer", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ModerationRecords_At",
                table: "ModerationRecords",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ModerationRecords_Room_At",
                table: "ModerationRecords",
                columns: new[] { "Room", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ModerationRecords_Viewer_At",
                table: "ModerationRecords",
                columns: new[] { "Viewer", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_PinIntervals_StageId_From",
                table: "PinIntervals",
                columns: new[] { "StageId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_PrizeReservations_Kept_At",
                table: "PrizeReservations",
                columns: new[] { "Kept", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_PrizeReservations_Key",
                table: "PrizeReservations",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Products_StageId",
                table: "Products",
                column: "StageId");

            migrationBuilder.CreateIndex(
                name: "IX_QuestionResults_OutcomeId",
                table: "QuestionResults",
                column: "OutcomeId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_QuestionResults_StageId_ClosedAt",
                table: "QuestionResults",
                columns: new[] { "StageId", "ClosedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SignInChallenges_ExpiresAt",
                table: "SignInChallenges",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_SigningKeys_Purpose_Serial",
                table: "SigningKeys",
                columns: new[] { "Purpose", "Serial" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Slots_FestivalId_Start",
                table: "Slots",
                columns: new[] { "FestivalId", "Start" });

            migrationBuilder.CreateIndex(
                name: "IX_Slots_StageId",
                table: "Slots",
                column: "StageId");

            migrationBuilder.CreateIndex(
                name: "IX_StaffSessions_AccountId",
                table: "StaffSessions",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_StaffSessions_ExpiresAt",
                table: "StaffSessions",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Stages_FestivalId",
                table: "Stages",
                column: "FestivalId");

            migrationBuilder.CreateIndex(
                name: "IX_Stages_KeyDigest",
                table: "Stages",
                column: "KeyDigest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StandingRestrictions_Since",
                table: "StandingRestrictions",
                column: "Since");

            migrationBuilder.CreateIndex(
                name: "IX_StockMovements_Sku_Id",
                table: "StockMovements",
                columns: new[] { "Sku", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_VillageSites_KeyDigest",
                table: "VillageSites",
                column: "KeyDigest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_VillageSites_Name",
                table: "VillageSites",
                column: "Name");

            migrationBuilder.CreateIndex(
                name: "IX_Winners_QuestionId_Viewer",
                table: "Winners",
                columns: new[] { "QuestionId", "Viewer" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Winners_Viewer",
                table: "Winners",
                column: "Viewer");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AspNetRoleClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserLogins");

            migrationBuilder.DropTable(
                name: "AspNetUserRoles");

            migrationBuilder.DropTable(
                name: "AspNetUserTokens");

            migrationBuilder.DropTable(
                name: "Channels");

            migrationBuilder.DropTable(
                name: "Chapters");

            migrationBuilder.DropTable(
                name: "ClaimReads");

            migrationBuilder.DropTable(
                name: "Claims");

            migrationBuilder.DropTable(
                name: "CodeCounts");

            migrationBuilder.DropTable(
                name: "Contacts");

            migrationBuilder.DropTable(
                name: "DataKeys");

            migrationBuilder.DropTable(
                name: "DataProtectionKeys");

            migrationBuilder.DropTable(
                name: "EndedPersonSessions");

            migrationBuilder.DropTable(
                name: "EndedSiteKeys");

            migrationBuilder.DropTable(
                name: "Facts");

            migrationBuilder.DropTable(
                name: "IdempotencyRecords");

            migrationBuilder.DropTable(
                name: "InboxEnds");

            migrationBuilder.DropTable(
                name: "InboxItems");

            migrationBuilder.DropTable(
                name: "MachineKeys");

            migrationBuilder.DropTable(
                name: "ModeratedWords");

            migrationBuilder.DropTable(
                name: "ModerationRecords");

            migrationBuilder.DropTable(
                name: "PersonRevocations");

            migrationBuilder.DropTable(
                name: "PinIntervals");

            migrationBuilder.DropTable(
                name: "PrizeReservations");

            migrationBuilder.DropTable(
                name: "Products");

            migrationBuilder.DropTable(
                name: "PromisedPrizes");

            migrationBuilder.DropTable(
                name: "QuestionEntrants");

            migrationBuilder.DropTable(
                name: "RootKeyMark");

            migrationBuilder.DropTable(
                name: "SealedRecords");

            migrationBuilder.DropTable(
                name: "SignInChallenges");

            migrationBuilder.DropTable(
                name: "SigningKeys");

            migrationBuilder.DropTable(
                name: "Slots");

            migrationBuilder.DropTable(
                name: "StaffSessions");

            migrationBuilder.DropTable(
                name: "StandingModes");

            migrationBuilder.DropTable(
                name: "StandingPins");

            migrationBuilder.DropTable(
                name: "StandingRestrictions");

            migrationBuilder.DropTable(
                name: "StockMovements");

            migrationBuilder.DropTable(
                name: "VillageSites");

            migrationBuilder.DropTable(
                name: "Winners");

            migrationBuilder.DropTable(
                name: "AspNetRoles");

            migrationBuilder.DropTable(
                name: "AspNetUsers");

            migrationBuilder.DropTable(
                name: "Persons");

            migrationBuilder.DropTable(
                name: "Stages");

            migrationBuilder.DropTable(
                name: "QuestionResults");

            migrationBuilder.DropTable(
                name: "Festivals");
        }
    }
}
