using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MentorshipFlow.Workflows.Feed;

/// <summary>Registers the services of the feed.</summary>
public static class FeedServices
{
    /// <summary>Adds them to the audit's services; the reader starts with the host.</summary>
    public static IServiceCollection AddFeed(this IServiceCollection services)
    {
        services.TryAddSingleton(FeedLimits.Default);
        services.AddSingleton<LedgerFeed>();
        return services.AddHostedService(s => s.GetRequiredService<LedgerFeed>());
    }
}
