"""What stands between a spider and the web in every crawl: what is known, whose site it is, robots.txt."""
