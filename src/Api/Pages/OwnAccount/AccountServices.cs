using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Vault;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MentorshipFlow.Api.Pages.OwnAccount;

/// <summary>Registers accounts: ASP.NET Core Identity on the rows of this installation, and the portal, if one is configured.</summary>
internal static class AccountServices
{
    public static void AddAccounts(this IServiceCollection services, OpenIdPortal? portal)
    {
        services.AddSingleton<IDataProtectionProvider>(s => s.GetRequiredService<SafeProtection>()).AddSingleton<Sealed>();
        services.AddIdentityCore<Account>()
            .AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        // Logins are checked where accounts are made; names of people and of Identity differ in what they may contain.
        services.RemoveAll<IUserValidator<Account>>().RemoveAll<IPasswordValidator<Account>>();
        services.AddScoped<IUserStore<Account>>(s => s.GetRequiredService<AccountStore>());
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = Accounts.Options.Value.IterationCount);
        services.AddOptions<IdentityPasskeyOptions>().Configure<PublicAddress>((o, address) =>
        {
            (o.UserVerificationRequirement, o.ResidentKeyRequirement) = ("required", "required");
            if (address.Configured is { } configured) o.ServerDomain = new Uri(configured).Host;
            // Pages are sent without a referrer, so browsers send no Origin with their forms: the signed one is compared with this server.
            o.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin
                && Uri.TryCreate(context.Origin, UriKind.Absolute, out var origin)
                && origin == new Uri(address.Of(context.HttpContext.Request, "/")));
        });
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>().AddScoped<Accounts>();
        services.AddPortal(portal);
    }
}
