"""What stands between a spider and the web in every crawl: known addresses, conditional requests, robots.txt."""
