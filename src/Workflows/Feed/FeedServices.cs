using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MentorshipFlow.Workflows.Feed;

/// <summary>The parts of the feed, put together.</summary>
public static class FeedServices
{
    /// <summary>Adds them to what the audit needs; the reader starts with the host.</summary>
    public static IServiceCollection AddFeed(this IServiceCollection services)
    {
        services.TryAddSingleton(FeedLimits.Default);
        services.AddSingleton<LedgerFeed>();
        return services.AddHostedService(s => s.GetRequiredService<LedgerFeed>());
    }
}
