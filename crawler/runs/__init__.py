"""One crawl is one child process: started here, limited, locked, judged."""
